using Dicom.Storage.Core;

namespace Dicom.Storage.Relational;

/// <summary>A series that a save or a delete has touched; many of them go to the server as one set.</summary>
/// <param name="Series">The key.</param>
/// <param name="Given">The moment given for it, the epoch where none is looked at.</param>
/// <param name="Instances">The number of its objects, 0 where none is looked at.</param>
public readonly record struct SeriesMark(SeriesKey Series, DateTimeOffset Given = default, int Instances = 0);
