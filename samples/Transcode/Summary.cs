using System.Globalization;
using Spectre.Console;

namespace Dicom.Storage.Transcode;

/// <summary>The end of a run: by the transfer syntax that files had, how small they were, how small they are, and how long it took.</summary>
internal static class Summary
{
    private static readonly string[] s_columns = ["From", "Files", "Frames", "Native MB", "Was MB", "Is MB", "Ratio", "Seconds", "MB/s"];

    public static void Write(IReadOnlyCollection<Outcome> outcomes, TimeSpan elapsed)
    {
        string[][] rows =
        [
            .. outcomes.Where(static outcome => outcome.Report is not null)
                .GroupBy(static outcome => outcome.Report!.Source.Keyword)
                .OrderBy(static group => group.Key, StringComparer.Ordinal)
                .Select(static group => Row(group.Key, [.. group])),
        ];
        if (Console.IsOutputRedirected)
        {
            foreach (string[] row in rows.Prepend(s_columns))
                Console.WriteLine(string.Join('\t', row));
        }
        else
        {
            Table table = new();
            foreach (string column in s_columns)
                table.AddColumn(column, cell => cell.Alignment = column == s_columns[0] ? Justify.Left : Justify.Right);
            foreach (string[] row in rows)
                table.AddRow(row);
            AnsiConsole.Write(table);
        }

        int failed = outcomes.Count(static outcome => outcome.Report is null);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{outcomes.Count - failed} files converted, {failed} not, in {elapsed.TotalSeconds:F1} s"));
    }

    // Seconds are those of the files one by one, whatever was done at once.
    private static string[] Row(string source, Outcome[] outcomes)
    {
        double native = outcomes.Sum(static outcome => outcome.Report!.NativeBytes) / 1e6;
        double was = outcomes.Sum(static outcome => outcome.Report!.SourceBytes) / 1e6;
        double target = outcomes.Sum(static outcome => outcome.Report!.TargetBytes) / 1e6;
        double seconds = Math.Max(outcomes.Sum(static outcome => outcome.Elapsed.TotalSeconds), 0.001);
        return
        [
            source,
            Text(outcomes.Length),
            Text(outcomes.Sum(static outcome => outcome.Report!.Frames)),
            Text(native),
            Text(was),
            Text(target),
            target > 0 ? Text(native / target) : "-",
            Text(seconds),
            Text(native / seconds),
        ];
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(double number) => number.ToString("0.00", CultureInfo.InvariantCulture);
}
