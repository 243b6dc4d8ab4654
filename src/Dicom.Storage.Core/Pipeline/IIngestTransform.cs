namespace Dicom.Storage.Core;

/// <summary>
/// Decides, after an object was acknowledged and before it is placed, whether something made of it is stored in its stead: the object in another
/// transfer syntax, for example.
/// </summary>
public interface IIngestTransform
{
    /// <summary>
    /// Makes what is to be stored. It is asked for many objects at once, and bounds itself how many of them it works on; where nothing is to be done it
    /// answers at once, without waiting for those, and long work does not begin before it has returned its task. It may be asked again for the same object, after a crash or a failure further on, and should then make the same bytes.
    /// </summary>
    /// <param name="request">The object, and where the result goes.</param>
    /// <returns>What was done; null to store the object as it came.</returns>
    /// <exception cref="IOException">Something fails that may pass: it is asked again.</exception>
    ValueTask<IngestTransformation?> TransformAsync(IngestTransformRequest request, CancellationToken cancellationToken);
}
