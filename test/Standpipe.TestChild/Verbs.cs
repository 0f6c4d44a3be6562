namespace Standpipe.TestChild;

/// <summary>The table of verbs.</summary>
internal static class Verbs
{
    internal static SortedDictionary<string, Func<string[], int>> All { get; } = new(StringComparer.Ordinal)
    {
        ["args"] = StateVerbs.Args,
        ["burn"] = StateVerbs.Burn,
        ["cat"] = StreamVerbs.Cat,
        ["cat-slowly"] = StreamVerbs.CatByteByByte,
        ["close-input"] = StreamVerbs.CloseInput,
        ["copy-end"] = StreamVerbs.CopyFromEnd,
        ["cwd"] = StateVerbs.WorkingDirectory,
        ["env"] = StateVerbs.Environment,
        ["exec-with-raw-variable"] = RunVerbs.ExecuteWithRawVariable,
        ["exit"] = StateVerbs.Exit,
        ["fds"] = StateVerbs.Descriptors,
        ["fill-memory"] = StateVerbs.FillMemory,
        ["generate"] = StreamVerbs.Generate,
        ["grandchild"] = ProcessVerbs.Grandchild,
        ["group"] = StateVerbs.Group,
        ["hold"] = StreamVerbs.Hold,
        ["ignore-term"] = ProcessVerbs.IgnoreTerminate,
        ["in-new-pid-namespace"] = RunVerbs.InNewPidNamespace,
        ["kill-descendants"] = TreeVerbs.KillDescendants,
        ["open-end"] = StreamVerbs.OpenEnd,
        ["pipe-budget"] = LimitVerbs.PipeBudget,
        ["pipe-limits"] = LimitVerbs.PipeLimits,
        ["raise"] = ProcessVerbs.Raise,
        ["read"] = StreamVerbs.Read,
        ["reopen-input"] = StreamVerbs.ReopenInput,
        ["run"] = RunVerbs.Run,
        ["run-beside-runtime"] = TreeVerbs.RunBesideRuntime,
        ["run-ignoring"] = RunVerbs.RunIgnoring,
        ["signals"] = StateVerbs.Signals,
        ["start-ignoring-sigchld"] = ProcessVerbs.StartIgnoringChildSignal,
        ["start-with-few-descriptors"] = LimitVerbs.StartWithFewDescriptors,
        ["start-without-standard-handles"] = LimitVerbs.StartWithoutStandardHandles,
        ["tee"] = StreamVerbs.Tee,
        ["to-stderr"] = StreamVerbs.ToStandardError,
        ["write"] = StreamVerbs.Write,
        ["write-end"] = StreamVerbs.WriteToEnd,
    };
}
