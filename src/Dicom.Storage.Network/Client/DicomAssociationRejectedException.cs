namespace Dicom.Storage.Network;

/// <summary>The peer answered the association request with A-ASSOCIATE-RJ (PS3.8 9.3.4).</summary>
public sealed class DicomAssociationRejectedException : DicomProtocolException
{
    /// <summary>Makes an exception without details.</summary>
    public DicomAssociationRejectedException()
    {
    }

    /// <summary>Makes an exception with a message.</summary>
    public DicomAssociationRejectedException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a message and its cause.</summary>
    public DicomAssociationRejectedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes an exception of what the peer told.</summary>
    public DicomAssociationRejectedException(AssociationRejection rejection)
        : base($"The association was rejected: {rejection} (result/source/reason, PS3.8 9.3.4).") => Rejection = rejection;

    /// <summary>Gets what the peer told.</summary>
    public AssociationRejection Rejection { get; }
}
