namespace Standpipe.Cli.Inspecting.Records;

/// <summary>A process.</summary>
/// <param name="Pid">Its id.</param>
/// <param name="Name">Its program's name.</param>
/// <param name="Command">The program and its arguments.</param>
/// <param name="ParentPid">Its parent's id.</param>
/// <param name="User">The user's name.</param>
/// <param name="UserId">The user's number.</param>
/// <param name="BytesWritten">What it has written in its life.</param>
/// <param name="Doing">What it is at, in words.</param>
/// <param name="Threads">Its threads.</param>
internal sealed record ProcessRecord(
    int Pid, string Name, IReadOnlyList<string> Command, int ParentPid, string User, long UserId, long? BytesWritten, string Doing, IReadOnlyList<ThreadRecord> Threads);
