using System.Buffers;

namespace Dicom.Storage.Network;

/// <summary>A whole PDU as it lies in the buffer.</summary>
internal readonly record struct PduFrame(PduType Type, ReadOnlySequence<byte> Payload);
