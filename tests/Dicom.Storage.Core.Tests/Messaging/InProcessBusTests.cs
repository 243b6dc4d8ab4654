using Dicom.Storage.Specification;

namespace Dicom.Storage.Core.Tests;

public sealed class InProcessBusFixture : IMessageBusFixture
{
    public Task<(IMessagePublisher Publisher, IMessageSource Source)> CreateAsync(CancellationToken cancellationToken)
    {
        InProcessBus bus = new();
        return Task.FromResult<(IMessagePublisher, IMessageSource)>((bus, bus));
    }
}

public sealed class InProcessPublisherTests(InProcessBusFixture fixture) : BusPublisherSpecification<InProcessBusFixture>(fixture), IClassFixture<InProcessBusFixture>;

public sealed class InProcessSourceTests(InProcessBusFixture fixture) : BusSourceSpecification<InProcessBusFixture>(fixture), IClassFixture<InProcessBusFixture>;

public sealed class InProcessComplianceTests
{
    [Fact]
    public void No_suite_of_the_bus_is_missing() => Assert.Empty(SpecificationCompliance.Missing(typeof(InProcessComplianceTests).Assembly, "Bus"));
}
