namespace Dicom.Storage.Network;

/// <summary>Who rejected an association (PS3.8 9.3.4).</summary>
public enum RejectionSource : byte
{
    /// <summary>The service user: the application.</summary>
    ServiceUser = 1,

    /// <summary>The service provider, association control functions.</summary>
    AssociationControl = 2,

    /// <summary>The service provider, presentation functions.</summary>
    Presentation = 3,
}
