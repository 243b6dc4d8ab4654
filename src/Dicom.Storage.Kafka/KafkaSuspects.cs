namespace Dicom.Storage.Kafka;

/// <summary>Messages of a partition of which one may have ended the process.</summary>
/// <param name="First">The position of the first.</param>
/// <param name="Last">The position of the last.</param>
/// <param name="Times">How often.</param>
internal readonly record struct KafkaSuspects(long First, long Last, int Times)
{
    public static KafkaSuspects None { get; } = new(-1, -1, 0);
}
