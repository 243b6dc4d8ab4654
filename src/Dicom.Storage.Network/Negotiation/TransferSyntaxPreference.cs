namespace Dicom.Storage.Network;

/// <summary>Which of several usable transfer syntaxes of a context is chosen (PS3.8 leaves it to the acceptor).</summary>
public enum TransferSyntaxPreference
{
    /// <summary>The first that the requestor lists: it can send that one without converting.</summary>
    RequestorOrder,

    /// <summary>The first that the profile lists.</summary>
    ProfileOrder,
}
