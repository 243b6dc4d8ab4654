using System.Collections.Concurrent;
using System.Diagnostics;
using Dicom.Storage.Codecs;
using Dicom.Storage.DataSets;
using Spectre.Console;

namespace Dicom.Storage.Transcode;

/// <summary>Finds the files, transcodes them, and tells how it went.</summary>
internal static class TranscodeCommand
{
    /// <returns>0 when all files were converted, otherwise 1.</returns>
    public static async Task<int> RunAsync(string[] paths, DicomTransferSyntax target, string folder, int parallel, CancellationToken cancellationToken)
    {
        List<Input> inputs = Input.Of(paths);
        if (inputs.Count == 0)
        {
            await Console.Error.WriteLineAsync("There is nothing to transcode.");
            return 1;
        }

        // Many files keep all busy, each by itself; the frames of few share what is left.
        int files = Math.Min(parallel, inputs.Count);
        // An image of one frame, which is in memory anyway, needs no temporary file.
        Transcoder transcoder = new(new TranscoderOptions { MaxParallelFrames = Math.Max(1, parallel / files), MaxMemoryBytes = 64 << 20 });
        ConcurrentQueue<Outcome> outcomes = [];
        Stopwatch clock = Stopwatch.StartNew();
        try
        {
            await WithProgressAsync(inputs.Count, done => Parallel.ForEachAsync(
                Job.Of(inputs, folder),
                new ParallelOptions { MaxDegreeOfParallelism = files, CancellationToken = cancellationToken },
                async (job, token) =>
                {
                    outcomes.Enqueue(job.Reason is null ? await ConvertAsync(transcoder, job, target, token) : new Outcome(job.Input, null, TimeSpan.Zero, job.Reason));
                    done();
                }));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync($"Stopped; {inputs.Count - outcomes.Count} files were not converted.");
        }

        foreach (Outcome outcome in outcomes.Where(outcome => outcome.Reason is not null).OrderBy(outcome => outcome.Input.Path, StringComparer.Ordinal))
            await Console.Error.WriteLineAsync($"{outcome.Input.Path}: {outcome.Reason}");
        Summary.Write([.. outcomes], clock.Elapsed);
        return outcomes.Count == inputs.Count && outcomes.All(outcome => outcome.Reason is null) ? 0 : 1;
    }

    private static async Task<Outcome> ConvertAsync(Transcoder transcoder, Job job, DicomTransferSyntax target, CancellationToken cancellationToken)
    {
        Stopwatch clock = Stopwatch.StartNew();
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(job.Target)!);
            TranscodeReport report = await transcoder.TranscodeAsync(job.Input.Path, job.Target, target, cancellationToken);
            return new Outcome(job.Input, report, clock.Elapsed, null);
        }
        catch (Exception exception) when (exception is TranscodeException or DicomFileException or DicomDataException or IOException or UnauthorizedAccessException)
        {
            return new Outcome(job.Input, null, clock.Elapsed, exception.Message.ReplaceLineEndings(" "));
        }
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
