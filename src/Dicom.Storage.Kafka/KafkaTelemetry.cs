using System.Diagnostics;
using System.Diagnostics.Metrics;
using Confluent.Kafka;

namespace Dicom.Storage.Kafka;

/// <summary>Traces and counters, under the package's name.</summary>
internal static class KafkaTelemetry
{
    private const string Name = "Dicom.Storage.Kafka";

    private static readonly ActivitySource s_activities = new(Name);
    private static readonly Meter s_meter = new(Name);

    public static Counter<long> Confirmed { get; } = s_meter.CreateCounter<long>("dicom.kafka.confirmed", "{message}", "Messages that brokers have confirmed.");

    public static Counter<long> Handled { get; } = s_meter.CreateCounter<long>("dicom.kafka.handled", "{message}", "Messages whose effect is durable.");

    public static Counter<long> DeadLetters { get; } = s_meter.CreateCounter<long>("dicom.kafka.dead_letters", "{message}", "Messages set aside: an alarm.");

    public static Activity? StartPublish(int count) => s_activities.StartActivity("dicom.kafka.publish", ActivityKind.Producer)?.SetTag("messaging.batch.message_count", count);

    /// <summary>A batch is linked to the traces that its messages continue.</summary>
    public static Activity? StartProcess(string topic, IEnumerable<Headers?> headers)
    {
        if (!s_activities.HasListeners())
            return null;
        List<ActivityLink> links = [];
        foreach (Headers? one in headers)
        {
            if (ActivityContext.TryParse(one.Text(KafkaHeaders.TraceParent), one.Text(KafkaHeaders.TraceState), isRemote: true, out ActivityContext context))
                links.Add(new ActivityLink(context));
        }

        return s_activities.StartActivity("dicom.kafka.process", ActivityKind.Consumer, links.Count == 1 ? links[0].Context : default, links: links)?.SetTag("messaging.destination.name", topic);
    }

    public static void WriteContext(Headers headers)
    {
        if (Activity.Current is not { IdFormat: ActivityIdFormat.W3C, Id: { } id } activity)
            return;
        headers.Put(KafkaHeaders.TraceParent, id);
        if (activity.TraceStateString is { Length: > 0 } state)
            headers.Put(KafkaHeaders.TraceState, state);
    }
}
