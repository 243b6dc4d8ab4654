namespace Dicom.Storage.Network;

/// <summary>What a received PDV means for the association.</summary>
internal enum MessageOutcome
{
    /// <summary>Goes on.</summary>
    Continue,

    /// <summary>The PDV names a context that was not accepted: AA-8, invalid PDU parameter value (PS3.8 9.3.5).</summary>
    InvalidPdv,

    /// <summary>The message breaks PS3.7: the user aborts.</summary>
    InvalidMessage,
}
