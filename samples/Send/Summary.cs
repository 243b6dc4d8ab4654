using System.Globalization;
using Spectre.Console;

namespace Dicom.Storage.Send;

/// <summary>The end of a run: how many files got which status.</summary>
internal static class Summary
{
    public static void Write(IReadOnlyCollection<Outcome> outcomes, TimeSpan elapsed, long bytes)
    {
        var groups = outcomes.GroupBy(outcome => (outcome.Status, outcome.Stored, outcome.Comment ?? string.Empty))
            .OrderByDescending(group => group.Key.Stored).ThenBy(group => group.Key.Status, StringComparer.Ordinal);
        if (Console.IsOutputRedirected)
        {
            foreach (var group in groups)
                Console.WriteLine($"{group.Key.Status} {(group.Key.Stored ? "stored" : "not stored")}: {group.Count()} {group.Key.Item3}".TrimEnd());
        }
        else
        {
            Table table = new Table().AddColumns("Status", "Result").AddColumn("Files", column => column.RightAligned()).AddColumn("Comment");
            foreach (var group in groups)
                table.AddRow(group.Key.Status, group.Key.Stored ? "[green]stored[/]" : "[red]not stored[/]", Number(group.Count()), Markup.Escape(group.Key.Item3));
            AnsiConsole.Write(table);
        }

        double seconds = Math.Max(elapsed.TotalSeconds, 0.001);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{outcomes.Count} files in {seconds:F1} s: {outcomes.Count / seconds:F0} files/s, {bytes / 1e6 / seconds:F1} MB/s"));
    }

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}
