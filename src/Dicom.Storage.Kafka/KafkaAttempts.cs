using System.Collections.Concurrent;
using System.Globalization;
using Confluent.Kafka;

namespace Dicom.Storage.Kafka;

/// <summary>
/// Notes on disk what each partition's worker is at. What stands there at a start was never finished. The file has to outlive the process,
/// not the machine, so it is not flushed; one that cannot be read counts as none.
/// </summary>
internal sealed class KafkaAttempts(string directory, string group)
{
    private readonly ConcurrentDictionary<TopicPartition, KafkaSuspects> _suspects = new();

    /// <summary>Gets what an earlier process did not finish; none when it did, or where nothing is noted.</summary>
    public KafkaSuspects Read(TopicPartition partition) =>
        directory.Length == 0 ? KafkaSuspects.None : _suspects.GetOrAdd(partition, Load);

    public void Note(TopicPartition partition, KafkaSuspects work)
    {
        if (directory.Length == 0)
            return;
        if (work == KafkaSuspects.None)
            _suspects[partition] = work;
        Directory.CreateDirectory(directory);
        File.WriteAllText(PathOf(partition), string.Create(CultureInfo.InvariantCulture, $"{work.First} {work.Last} {work.Times}"));
    }

    private KafkaSuspects Load(TopicPartition partition)
    {
        string path = PathOf(partition);
        if (!File.Exists(path))
            return KafkaSuspects.None;
        string[] parts = File.ReadAllText(path).Split(' ');
        return parts.Length == 3 &&
            long.TryParse(parts[0], CultureInfo.InvariantCulture, out long first) &&
            long.TryParse(parts[1], CultureInfo.InvariantCulture, out long last) &&
            int.TryParse(parts[2], CultureInfo.InvariantCulture, out int times)
            ? new KafkaSuspects(first, last, times)
            : KafkaSuspects.None;
    }

    // Names of groups and topics may hold letters, digits, dots, dashes and underscores; what else a group has is replaced.
    private string PathOf(TopicPartition partition) => Path.Combine(
        directory,
        string.Concat($"{group}.{partition.Topic}.{partition.Partition.Value}".Select(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_')) + ".attempt");
}
