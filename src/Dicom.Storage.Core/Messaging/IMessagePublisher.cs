namespace Dicom.Storage.Core;

/// <summary>Where the pipeline's events go.</summary>
public interface IMessagePublisher
{
    /// <summary>Publishes events in order; completes when every one is confirmed. Publishing the same events again is allowed.</summary>
    /// <exception cref="DicomStorageException">They could not be confirmed; <see cref="DicomStorageException.IsTransient"/> says whether to try again.</exception>
    ValueTask PublishAsync(IReadOnlyList<StorageEvent> events, CancellationToken cancellationToken);
}
