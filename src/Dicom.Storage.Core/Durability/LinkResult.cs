namespace Dicom.Storage.Core;

/// <summary>The outcome of <see cref="DurableFile.TryLink"/>.</summary>
public enum LinkResult
{
    /// <summary>The file has the second name.</summary>
    Linked,

    /// <summary>The name is taken; nothing has changed.</summary>
    NameExists,

    /// <summary>The volume has no links, or the names are on different volumes: copy instead.</summary>
    NotSupported,
}
