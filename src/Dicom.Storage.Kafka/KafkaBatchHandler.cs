namespace Dicom.Storage.Kafka;

/// <summary>Does what the messages of one partition ask for.</summary>
/// <param name="batch">Messages in the order of the partition.</param>
/// <param name="stopping">Ends waits.</param>
/// <param name="aborting">Ends the work.</param>
internal delegate Task KafkaBatchHandler(IReadOnlyList<KafkaRecord> batch, CancellationToken stopping, CancellationToken aborting);
