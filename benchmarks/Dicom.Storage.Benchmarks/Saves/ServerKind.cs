using Dicom.Storage.Core;

namespace Dicom.Storage.Benchmarks;

public enum ServerKind
{
    PostgreSql,
    MariaDb,
}
