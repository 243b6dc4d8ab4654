using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Dicom.Storage.Ingest;

/// <summary>The load generator of the shared bench folder in place of our own client: an outside view of the same server.</summary>
/// <param name="Program">The built dicombench.</param>
/// <param name="DataFolder">The set to send, made by its make_data.sh.</param>
internal sealed record BenchTool(string Program, string DataFolder)
{
    public async Task<LoadResult> RunAsync(int port, int associations, int repeat, long salt, CancellationToken cancellationToken)
    {
        string json = Path.GetTempFileName();
        try
        {
            string[] arguments =
            [
                "send", "--host", "127.0.0.1", "--port", Number(port), "--dir", DataFolder, "--associations", Number(associations),
                "--repeat", Number(repeat), "--uid-salt", Number((int)(salt % 1_000_000) + 1), "--json", json,
            ];
            using Process process = Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true })
                ?? throw new InvalidOperationException("dicombench did not start.");
            await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return Read(await File.ReadAllTextAsync(json, cancellationToken));
        }
        finally
        {
            File.Delete(json);
        }
    }

    private static LoadResult Read(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        JsonElement run = document.RootElement;
        double Value(string name) => run.GetProperty(name).GetDouble();
        return new LoadResult((int)Value("Instances"), (int)Value("Failures"), (long)(Value("MB") * 1e6), Value("WallS"), Value("P50Ms"), Value("P99Ms"));
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
