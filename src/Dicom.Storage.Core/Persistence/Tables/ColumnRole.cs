namespace Dicom.Storage.Core;

/// <summary>What an upsert does to a column of a row that is there.</summary>
public enum ColumnRole
{
    /// <summary>Part of the key: not changed.</summary>
    Key = 0,

    /// <summary>Takes the new value.</summary>
    Replaced,

    /// <summary>Keeps the value of the first save.</summary>
    Kept,

    /// <summary>Takes the later of both moments.</summary>
    Latest,

    /// <summary>Takes the number of the series' objects, which the provider has counted and put into the record.</summary>
    Counted,

    /// <summary>A moment that moves with every change of the series, by the rule of <see cref="IDbProvider"/>.</summary>
    Moved,
}
