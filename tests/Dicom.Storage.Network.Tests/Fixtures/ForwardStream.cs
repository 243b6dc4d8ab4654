namespace Dicom.Storage.Network.Tests;

/// <summary>A stream whose length nobody can ask, as of a network or a pipe.</summary>
internal sealed class ForwardStream(byte[] bytes) : MemoryStream(bytes)
{
    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();
}
