namespace Dicom.Storage.Relational;

/// <summary>A setting of a server that must have a certain value.</summary>
/// <param name="Name">Its name, as the server's administrator knows it.</param>
/// <param name="Wanted">The value in words.</param>
/// <param name="IsSafe">Whether a value will do, beside those of all settings that were asked for.</param>
public sealed record ServerSetting(string Name, string Wanted, Func<string, IReadOnlyDictionary<string, string>, bool> IsSafe);
