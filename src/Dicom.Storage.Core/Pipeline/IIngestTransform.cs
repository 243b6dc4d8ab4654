namespace Dicom.Storage.Core;

/// <summary>
/// Decides, after an object was acknowledged and before it is placed, whether something made of it is stored in its stead: the object in another
/// transfer syntax, for example.
/// </summary>
public interface IIngestTransform
{
    /// <summary>Gets how many objects it may be asked for at once. At least 1.</summary>
    int MaxParallelObjects { get; }

    /// <summary>
    /// Makes what is to be stored. It may be asked again for the same object, after a crash or a failure further on, and should then make the same bytes.
    /// </summary>
    /// <param name="request">The object, and where the result goes.</param>
    /// <returns>What was done; null to store the object as it came.</returns>
    /// <exception cref="IOException">Something fails that may pass: it is asked again.</exception>
    ValueTask<IngestTransformation?> TransformAsync(IngestTransformRequest request, CancellationToken cancellationToken);
}
