using System.Collections.Concurrent;
using System.Diagnostics;
using Spectre.Console;

namespace Dicom.Storage.Send;

/// <summary>Finds, sends, and tells how it went.</summary>
internal static class SendCommand
{
    /// <returns>0 when all files were stored, otherwise 1.</returns>
    public static async Task<int> RunAsync(Target target, IEnumerable<string> paths, int associations, CancellationToken cancellationToken)
    {
        List<DicomFile> files = FileScan.Find(paths, Console.Error);
        if (files.Count == 0)
        {
            Console.Error.WriteLine("There is nothing to send.");
            return 1;
        }

        ConcurrentQueue<Outcome> outcomes = [];
        Stopwatch clock = Stopwatch.StartNew();
        try
        {
            await WithProgressAsync(files.Count, done =>
            {
                Sender sender = new(target, outcome =>
                {
                    outcomes.Enqueue(outcome);
                    done();
                });
                return Task.WhenAll(Batches.Deal(files, associations).Select(share => sender.RunAsync(share, cancellationToken)));
            });
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Console.Error.WriteLine($"Stopped; {files.Count - outcomes.Count} files were not sent.");
        }

        foreach (Outcome outcome in outcomes.Where(outcome => !outcome.Stored))
            Console.Error.WriteLine($"{outcome.File.Path}: not stored, status {outcome.Status}: {outcome.Comment}");
        Summary.Write(outcomes, clock.Elapsed, outcomes.Where(outcome => outcome.Stored).Sum(outcome => outcome.File.Length));
        return outcomes.Count == files.Count && outcomes.All(outcome => outcome.Stored) ? 0 : 1;
    }

    private static Task WithProgressAsync(int count, Func<Action, Task> work) => Console.IsOutputRedirected
        ? work(static () => { })
        : AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context =>
            {
                ProgressTask bar = context.AddTask($"{count} files", maxValue: count);
                return work(() => bar.Increment(1));
            });
}
