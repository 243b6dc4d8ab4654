using Dicom.Storage.Core;
using Dicom.Storage.Relational;

namespace Dicom.Storage.MySql;

/// <summary>Which MySQL or MariaDB server keeps the index, and the limits of talking to it.</summary>
public sealed class MySqlDicomStorageOptions : ServerDbOptions
{
    /// <summary>Gets or sets the largest number of rows in one statement of a save; a longer list is several statements of one transaction. 1 to 1,000; 100 by default. Less for a server with a small <c>max_allowed_packet</c>: a row takes up to 16 KiB.</summary>
    public int MaxRowsPerStatement
    {
        get;
        set => field = OptionRange.Check(value, 1, 1_000);
    } = 100;
}
