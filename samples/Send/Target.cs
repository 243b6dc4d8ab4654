using Dicom.Storage.DataSets;

namespace Dicom.Storage.Send;

/// <summary>Where to send, and under which names.</summary>
internal sealed record Target(string Host, int Port, AeTitle Called, AeTitle Calling);
