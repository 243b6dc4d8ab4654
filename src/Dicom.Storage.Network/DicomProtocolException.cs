namespace Dicom.Storage.Network;

/// <summary>The peer did not keep to PS3.7 or PS3.8, or ended the association. The association is over.</summary>
public class DicomProtocolException : Exception
{
    /// <summary>Makes an exception without details.</summary>
    public DicomProtocolException()
    {
    }

    /// <summary>Makes an exception with a message that holds no patient data.</summary>
    public DicomProtocolException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a message and its cause.</summary>
    public DicomProtocolException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes an exception for an A-ABORT.</summary>
    public DicomProtocolException(string message, AssociationAbort abort)
        : base(message) => Abort = abort;

    /// <summary>Gets source and reason of the A-ABORT that was sent or received; null when there was none.</summary>
    public AssociationAbort? Abort { get; }
}
