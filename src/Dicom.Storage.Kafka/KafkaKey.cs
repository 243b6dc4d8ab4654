namespace Dicom.Storage.Kafka;

/// <summary>What a message's key is, and with it which partition it goes to.</summary>
public enum KafkaKey
{
    /// <summary>
    /// The key of dicom-server-rs: trace id of a receipt, MD5 of the names of a series or an object. Messages of one study spread over
    /// partitions; their order is kept in topics of one partition only.
    /// </summary>
    Record,

    /// <summary>Tenant and study: messages of one study stay in order in topics of any number of partitions.</summary>
    Study,
}
