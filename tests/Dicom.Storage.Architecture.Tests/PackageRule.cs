namespace Dicom.Storage.Architecture.Tests;

/// <summary>What a package may depend on: projects of this repository, packages, shared frameworks.</summary>
internal sealed record PackageRule(string[] Projects, string[] Packages, string[]? Frameworks = null);
