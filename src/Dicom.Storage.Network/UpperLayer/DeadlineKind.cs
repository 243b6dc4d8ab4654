namespace Dicom.Storage.Network;

/// <summary>The deadlines that can run for one connection at once.</summary>
internal enum DeadlineKind
{
    Handshake,
    Receive,
    Silence,
    Send,
    Idle,
    EchoOnly,
}
