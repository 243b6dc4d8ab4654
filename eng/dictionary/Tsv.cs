namespace Dicom.Storage.DictionaryGenerator;

/// <summary>A table with a header line, columns divided by tabs.</summary>
internal static class Tsv
{
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(string folder, string name)
    {
        string[] lines = File.ReadAllLines(Path.Combine(folder, name));
        string[] columns = lines[0].Split('\t');
        var rows = new List<IReadOnlyDictionary<string, string>>(lines.Length);
        foreach (string line in lines.Skip(1).Where(l => l.Length > 0))
        {
            string[] cells = line.Split('\t');
            rows.Add(columns.Select((column, i) => (column, value: i < cells.Length ? cells[i] : string.Empty))
                .ToDictionary(c => c.column, c => c.value, StringComparer.Ordinal));
        }

        return rows;
    }
}
