using Dicom.Storage.Core;

namespace Dicom.Storage.Specification;

/// <summary>How an adapter makes buses for the suites. Skips the test, naming what is missing, when its server is not there.</summary>
public interface IMessageBusFixture
{
    /// <summary>Makes an empty bus. The fixture disposes of it.</summary>
    Task<(IMessagePublisher Publisher, IMessageSource Source)> CreateAsync(CancellationToken cancellationToken);
}
