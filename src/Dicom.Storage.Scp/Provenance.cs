using System.Net;
using Dicom.Storage.Core;
using Dicom.Storage.DataSets;
using Dicom.Storage.Network;

namespace Dicom.Storage.Scp;

/// <summary>Where an object came from, as its file meta information and its receipt say it.</summary>
internal static class Provenance
{
    /// <summary>The file meta of a received object: (0002,0016) to (0002,0018) and (0002,0026) to (0002,0028) tell the way it came.</summary>
    public static DicomFileMeta MetaOf(DimseRequest request)
    {
        AssociationInfo association = request.Association;
        string? sender = Address(association.RemoteEndPoint);
        return new DicomFileMeta
        {
            MediaStorageSopClassUid = request.AffectedSopClassUid ?? default,
            MediaStorageSopInstanceUid = request.AffectedSopInstanceUid ?? default,
            TransferSyntaxUid = request.PresentationContext.TransferSyntaxUid,
            SourceAe = association.CallingAe,
            SendingAe = association.CallingAe,
            ReceivingAe = association.CalledAe,
            SourcePresentationAddress = sender,
            SendingPresentationAddress = sender,
            ReceivingPresentationAddress = Address(association.LocalEndPoint),
        };
    }

    /// <summary>Null when a UID that keys are made of is missing or malformed.</summary>
    public static InstanceDescription? Describe(DimseRequest request, SpoolWriter writer, DicomHeader header, TimeProvider time)
    {
        InstanceReceipt receipt = new()
        {
            TraceId = writer.TraceId,
            TenantId = writer.Tenant,
            ReceivedTime = time.GetUtcNow(),
            FileSize = writer.Length,
            TransferSyntaxUid = request.PresentationContext.TransferSyntaxUid,
            SopClassUid = request.AffectedSopClassUid ?? default,
            SourceIp = Host(request.Association.RemoteEndPoint),
            SourceAe = request.Association.CallingAe.Value,
        };
        return DicomMetaFactory.TryCreate(header, receipt, out InstanceMetas? metas) ? InstanceDescription.Of(metas) : null;
    }

    private static string? Address(EndPoint? endPoint) => endPoint is IPEndPoint ip ? $"dicom://{new IPEndPoint(Plain(ip.Address), ip.Port)}" : null;

    private static string Host(EndPoint? endPoint) => endPoint is IPEndPoint ip ? Plain(ip.Address).ToString() : string.Empty;

    // A dual-stack socket shows IPv4 peers as ::ffff:a.b.c.d.
    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
