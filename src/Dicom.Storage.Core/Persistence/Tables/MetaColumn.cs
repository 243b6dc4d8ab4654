namespace Dicom.Storage.Core;

/// <summary>A column of a table.</summary>
/// <param name="Name">The name in the contract, lower case; never comes from outside.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Role">What an upsert does to it.</param>
public sealed record MetaColumn(string Name, ColumnKind Kind, ColumnRole Role = ColumnRole.Replaced);
