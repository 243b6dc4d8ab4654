using Dicom.Storage.Specification;

namespace Dicom.Storage.Kafka.Tests;

public sealed class KafkaPublisherTests(KafkaBusFixture fixture) : BusPublisherSpecification<KafkaBusFixture>(fixture), IClassFixture<KafkaBusFixture>;

public sealed class KafkaSourceTests(KafkaBusFixture fixture) : BusSourceSpecification<KafkaBusFixture>(fixture), IClassFixture<KafkaBusFixture>;

public sealed class MockPublisherTests(MockBusFixture fixture) : BusPublisherSpecification<MockBusFixture>(fixture), IClassFixture<MockBusFixture>;

public sealed class MockSourceTests(MockBusFixture fixture) : BusSourceSpecification<MockBusFixture>(fixture), IClassFixture<MockBusFixture>;

public sealed class KafkaComplianceTests
{
    [Fact]
    public void No_suite_of_the_bus_is_missing() => Assert.Empty(SpecificationCompliance.Missing(typeof(KafkaComplianceTests).Assembly, "Bus"));
}
