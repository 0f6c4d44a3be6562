using System.Text.Json;
using Standpipe.Cli.Reporting;
using Standpipe.Cli.Reporting.Records;

namespace Standpipe.Cli.Tests.Reporting;

public class RunJsonTests
{
    /// <summary>Gets the schema that the documents have.</summary>
    internal static JsonSchema Schema { get; } = new(JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "run.schema.json"))).RootElement);

    [Fact]
    public void Write_Runs_AreAsTheSchemaSays()
    {
        foreach (RunRecord run in (RunRecord[])[Runs.Straight, Runs.Hostile, Runs.Unobserved])
        {
            Assert.Empty(Schema.Check(Parse(run)));
        }
    }

    [Fact]
    public void Schema_OtherDocument_IsRefused()
    {
        // Or the test above would hold of any document.
        Assert.NotEmpty(Schema.Check(Parse(Runs.Straight with { Schema = "standpipe-run/2" })));
        Assert.NotEmpty(Schema.Check(Parse(Runs.Straight with { Result = Runs.Straight.Result with { State = "fine" } })));
        Assert.NotEmpty(Schema.Check(JsonDocument.Parse("{}").RootElement));
    }

    [Fact]
    public void Write_Run_HasTheNamesThatOthersRelyOn()
    {
        JsonElement run = Parse(Runs.Straight);

        Assert.Equal("standpipe-run/1", run.GetProperty("schema").GetString());
        Assert.Equal("zstd", run.GetProperty("bottleneck").GetProperty("stage").GetString());
        Assert.Equal("ssh", run.GetProperty("result").GetProperty("cause_stage").GetString());
        Assert.Equal(255, run.GetProperty("result").GetProperty("exit_code").GetInt32());
        Assert.Equal(JsonValueKind.Null, run.GetProperty("result").GetProperty("signal").ValueKind);
        Assert.Equal("tar", run.GetProperty("edges")[0].GetProperty("from").GetProperty("stage").GetString());
        Assert.Equal(5701107712, run.GetProperty("edges")[0].GetProperty("bytes").GetInt64());
        Assert.Equal("2026-01-02T03:04:05+00:00", run.GetProperty("start").GetString());
    }

    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        byte[] json = RunJson.Write(Runs.Hostile);

        Assert.Equal(json, RunJson.Write(RunJson.Read(json)!));
    }

    [Fact]
    public void Write_Greatest_IsExact()
    {
        RunRecord run = Runs.Straight with { DurationNs = long.MaxValue };

        Assert.Equal(long.MaxValue, RunJson.Read(RunJson.Write(run))!.DurationNs);
    }

    private static JsonElement Parse(RunRecord run) => JsonDocument.Parse(RunJson.Write(run)).RootElement;
}
