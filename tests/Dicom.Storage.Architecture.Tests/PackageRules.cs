namespace Dicom.Storage.Architecture.Tests;

/// <summary>
/// The package graph as it is meant to be, with the packages that are still to come. A new arrow is a decision: it is written
/// here, and in an ADR when it changes the direction of the graph.
/// </summary>
internal static class PackageRules
{
    /// <summary>Build-time packages that leave nothing behind in the built assembly; every package has them.</summary>
    public static readonly string[] BuildOnly =
    [
        "Meziantou.Analyzer",
        "MinVer",
        "Microsoft.CodeAnalysis.BannedApiAnalyzers",
        "Microsoft.CodeAnalysis.PublicApiAnalyzers",
        "Microsoft.SourceLink.GitHub",
    ];

    private static readonly string[] s_hosting =
    [
        "Microsoft.Extensions.Configuration.Abstractions",
        "Microsoft.Extensions.DependencyInjection.Abstractions",
        "Microsoft.Extensions.Diagnostics.HealthChecks.Abstractions",
        "Microsoft.Extensions.Hosting.Abstractions",
        "Microsoft.Extensions.Logging.Abstractions",
        "Microsoft.Extensions.Options",
        "Microsoft.Extensions.Options.ConfigurationExtensions",
    ];

    public static readonly IReadOnlyDictionary<string, PackageRule> All = new Dictionary<string, PackageRule>(StringComparer.Ordinal)
    {
        ["Dicom.Storage.DataSets"] = new([], []),
        ["Dicom.Storage.Core"] = new(["Dicom.Storage.DataSets"], s_hosting),
        ["Dicom.Storage.Network"] = new(["Dicom.Storage.DataSets"], ["Microsoft.Extensions.Logging.Abstractions"]),
        ["Dicom.Storage.Codecs"] = new(["Dicom.Storage.DataSets"], ["JpegLibrary"]),
        ["Dicom.Storage.Scp"] = new(["Dicom.Storage.Core", "Dicom.Storage.Network", "Dicom.Storage.Codecs"], s_hosting),
        ["Dicom.Storage.Relational"] = new(["Dicom.Storage.Core"], []),
        ["Dicom.Storage.Sqlite"] = new(["Dicom.Storage.Relational"], ["Microsoft.Data.Sqlite"]),
        ["Dicom.Storage.PostgreSql"] = new(["Dicom.Storage.Relational"], ["Npgsql"]),
        ["Dicom.Storage.MySql"] = new(["Dicom.Storage.Relational"], ["MySqlConnector"]),
        ["Dicom.Storage.MongoDb"] = new(["Dicom.Storage.Core"], ["MongoDB.Driver"]),
        ["Dicom.Storage.Kafka"] = new(["Dicom.Storage.Core"], ["Confluent.Kafka"]),
        ["Dicom.Storage.Web"] = new(
            ["Dicom.Storage.Core", "Dicom.Storage.Codecs"],
            ["Microsoft.AspNetCore.Authentication.JwtBearer", "Microsoft.AspNetCore.OpenApi", "Scalar.AspNetCore"],
            ["Microsoft.AspNetCore.App"]),
    };

    /// <summary>The projects a package sees, those below its own references included.</summary>
    public static IReadOnlySet<string> ProjectsBelow(string package)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        Queue<string> pending = new(All[package].Projects);
        while (pending.TryDequeue(out string? next))
        {
            if (seen.Add(next))
                Array.ForEach(All[next].Projects, pending.Enqueue);
        }

        return seen;
    }

    /// <summary>The packages a package sees, those of the projects below included.</summary>
    public static IReadOnlySet<string> PackagesBelow(string package) =>
        ProjectsBelow(package).Append(package).SelectMany(name => All[name].Packages).ToHashSet(StringComparer.Ordinal);
}
