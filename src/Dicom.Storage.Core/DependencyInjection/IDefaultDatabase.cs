using Microsoft.Extensions.Logging;

namespace Dicom.Storage.Core;

/// <summary>Makes the database that is used where none was chosen. Implemented by the embedded adapter; not for others.</summary>
public interface IDefaultDatabase
{
    /// <summary>Makes the provider with its file under the storage root.</summary>
    IDbProvider Create(string root, TimeProvider time, ILoggerFactory loggers);
}
