using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Dicom.Storage.Core;

/// <summary>One step of a schema: an embedded file <c>Schema/NNNN_name.sql</c>, or <c>.json</c> where commands are documents. Released steps are never edited; a change is a further step.</summary>
/// <param name="Version">The number, 1 for the first.</param>
/// <param name="Name">The file's name.</param>
/// <param name="Text">The statements, such that running them again after they have partly run completes them.</param>
public sealed record SchemaScript(int Version, string Name, string Text)
{
    /// <summary>Gets the SHA-256 of the statements in hexadecimal, line ends apart.</summary>
    public string Checksum { get; } =
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text.ReplaceLineEndings("\n"))));

    /// <summary>Reads the steps embedded in an adapter, by version.</summary>
    /// <param name="assembly">The adapter.</param>
    /// <param name="extension">The end of the files' names.</param>
    /// <exception cref="InvalidOperationException">The numbers are not 1, 2, 3 ...: the package was built wrongly.</exception>
    public static IReadOnlyList<SchemaScript> ReadEmbedded(Assembly assembly, string extension = ".sql")
    {
        ArgumentNullException.ThrowIfNull(assembly);
        ArgumentNullException.ThrowIfNull(extension);
        List<SchemaScript> scripts = [];
        foreach (string resource in assembly.GetManifestResourceNames().Where(n => n.EndsWith(extension, StringComparison.Ordinal)))
        {
            using Stream stream = assembly.GetManifestResourceStream(resource)!;
            using StreamReader reader = new(stream, Encoding.UTF8);
            string name = resource[(resource.LastIndexOf('.', resource.Length - extension.Length - 1) + 1)..];
            scripts.Add(new SchemaScript(int.Parse(name.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture), name, reader.ReadToEnd()));
        }

        scripts.Sort(static (a, b) => a.Version.CompareTo(b.Version));
        for (int i = 0; i < scripts.Count; i++)
        {
            if (scripts[i].Version != i + 1)
                throw new InvalidOperationException("The schema scripts are not numbered 1, 2, 3 ...");
        }

        return scripts;
    }
}
