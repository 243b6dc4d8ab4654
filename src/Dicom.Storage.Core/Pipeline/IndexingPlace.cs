namespace Dicom.Storage.Core;

/// <summary>Where objects are entered in the index.</summary>
public enum IndexingPlace
{
    /// <summary>In the pipeline of the process that received them: it places, indexes, then publishes.</summary>
    Pipeline,

    /// <summary>By consumers of <see cref="StorageTopic.Storage"/>: the pipeline places and publishes, and never asks the database.</summary>
    Consumers,
}
