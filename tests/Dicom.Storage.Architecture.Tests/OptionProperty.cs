namespace Dicom.Storage.Architecture.Tests;

/// <summary>One option: its key in configuration (empty where it is set in code only), its default and what its documentation says.</summary>
internal sealed record OptionProperty(string TypeName, string Name, string Key, string Default, string Summary);
