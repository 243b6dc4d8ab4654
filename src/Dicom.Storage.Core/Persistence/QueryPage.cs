namespace Dicom.Storage.Core;

/// <summary>A part of the matches of a query.</summary>
/// <param name="Items">The matches from the query's offset on, in the order that the query method names.</param>
/// <param name="Total">The number of all matches, when <see cref="MetaQuery.IncludeTotal"/> asked for it.</param>
public sealed record QueryPage<T>(IReadOnlyList<T> Items, long? Total);
