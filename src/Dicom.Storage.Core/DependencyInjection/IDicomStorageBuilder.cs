using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Dicom.Storage.Core;

/// <summary>Composes a storage: <c>Use…</c> picks the one of its kind, <c>Add…</c> adds one more.</summary>
public interface IDicomStorageBuilder
{
    /// <summary>Gets the services that are being registered.</summary>
    IServiceCollection Services { get; }

    /// <summary>Gets the section <c>DicomStorage</c> when the storage is configured by one, else null.</summary>
    IConfiguration? Configuration { get; }
}
