using System.Diagnostics.Metrics;

namespace Dicom.Storage.Network;

/// <summary>Counters of one listener in the meter <c>Dicom.Storage</c>.</summary>
internal sealed class NetworkMeter : IDisposable
{
    private const string MeterName = "Dicom.Storage";
    private readonly Meter? _own;
    private readonly UpDownCounter<int> _open;
    private readonly Counter<long> _ended;
    private readonly Counter<long> _rejected;
    private readonly Counter<long> _messages;
    private readonly Counter<long> _bytes;

    public NetworkMeter(IMeterFactory? factory)
    {
        Meter meter = factory is null ? _own = new Meter(MeterName) : factory.Create(new MeterOptions(MeterName));
        _open = meter.CreateUpDownCounter<int>("dicom.storage.associations.open", "{association}", "Associations that are open.");
        _ended = meter.CreateCounter<long>("dicom.storage.associations.ended", "{association}", "Connections that ended, by reason.");
        _rejected = meter.CreateCounter<long>("dicom.storage.associations.rejected", "{association}", "Requests that were rejected, by result/source/reason.");
        _messages = meter.CreateCounter<long>("dicom.storage.dimse.messages", "{message}", "Requests answered, by command and status.");
        _bytes = meter.CreateCounter<long>("dicom.storage.network.received", "By", "Bytes received.");
    }

    public void Opened() => _open.Add(1);

    public void Closed() => _open.Add(-1);

    public void Ended(AssociationEndReason reason) => _ended.Add(1, new KeyValuePair<string, object?>("reason", reason.ToString()));

    public void Rejected(AssociationRejection rejection) => _rejected.Add(1, new KeyValuePair<string, object?>("rejection", rejection.ToString()));

    public void Answered(DimseCommandField command, DimseStatus status)
    {
        if (_messages.Enabled)
            _messages.Add(1, new KeyValuePair<string, object?>("command", command.ToString()), new KeyValuePair<string, object?>("status", status.ToString()));
    }

    public void Received(int bytes) => _bytes.Add(bytes);

    public void Dispose() => _own?.Dispose();
}
