using Dicom.Storage.DataSets;

namespace Dicom.Storage.Network.Tests;

/// <summary>What the tests ask of a listener through our own client.</summary>
internal static class Requests
{
    public static readonly DicomUid CtImageStorage = DicomUid.Parse("1.2.840.10008.5.1.4.1.1.2");
    public static readonly DicomUid ImplicitLittleEndian = DicomUid.Parse("1.2.840.10008.1.2");
    public static readonly DicomUid ExplicitLittleEndian = DicomUid.Parse("1.2.840.10008.1.2.1");

    public static DicomAssociationOptions Options() => new() { CallingAe = AeTitle.Parse("TEST-SCU"), CalledAe = AeTitle.Parse("TEST-SCP") };

    /// <summary>Connects with contexts for CT and Verification.</summary>
    public static Task<DicomAssociation> ConnectAsync(int port, Action<DicomAssociationOptions>? configure = null)
    {
        DicomAssociationOptions options = Options();
        options.AddContext(CtImageStorage, ImplicitLittleEndian);
        options.AddVerification();
        configure?.Invoke(options);
        return DicomClient.ConnectAsync("127.0.0.1", port, options);
    }

    /// <summary>A CT of random bytes: nothing in this package looks into a data set.</summary>
    public static DicomStoreSource Ct(ReadOnlyMemory<byte> dataSet, string instance = "1.2.3.4") =>
        DicomStoreSource.FromMemory(dataSet, CtImageStorage, DicomUid.Parse(instance), ImplicitLittleEndian);
}
