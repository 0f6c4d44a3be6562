using Standpipe.Benchmarks.Comparing;

namespace Standpipe.Benchmarks.Children;

/// <summary>Requests on standard input, answers on standard output; a line each.</summary>
internal static class Conversation
{
    /// <summary>Says that this process is there, then answers until the requests end.</summary>
    internal static void Serve(Func<string[], Answer> answer)
    {
        using StreamReader requests = new(Console.OpenStandardInput());
        using StreamWriter answers = OpenAnswers();
        answers.WriteLine($"ready {Environment.ProcessorCount}");
        while (requests.ReadLine() is { } request)
        {
            // Nothing of the last round is to be collected in this one.
            GC.Collect();
            answers.WriteLine(answer(request.Split(' ')));
        }
    }

    /// <summary>Says why there will be no further answer.</summary>
    internal static void Complain(Exception exception)
    {
        using StreamWriter answers = OpenAnswers();
        answers.WriteLine($"failed {exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}");
    }

    private static StreamWriter OpenAnswers() => new(Console.OpenStandardOutput()) { AutoFlush = true };
}
