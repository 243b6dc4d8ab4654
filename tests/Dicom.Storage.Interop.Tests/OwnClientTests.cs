using Dicom.Storage.Core;
using Dicom.Storage.DataSets;
using Dicom.Storage.Network;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Interop.Tests;

/// <summary>Every storable file of the corpus in its own transfer syntax: bytes kept, rows as the oracle says.</summary>
public sealed class OwnClientTests
{
    // Columns of the oracle that have a column in our rows, with how the row says it.
    private static readonly (string Column, Func<DicomStateMeta, DicomImageMeta, string?> Value)[] s_columns =
    [
        ("SOPClassUID", (_, image) => image.SopClassUid.Value),
        ("PatientID", (state, _) => state.PatientId.Value),
        ("PatientName", (state, _) => state.PatientName?.Value),
        ("PatientSex", (state, _) => state.PatientSex?.Value),
        ("StudyInstanceUID", (state, _) => state.StudyUid.Value),
        ("StudyDate", (state, _) => state.StudyDateOrigin.Value),
        ("StudyID", (state, _) => state.StudyId?.Value),
        ("AccessionNumber", (state, _) => state.AccessionNumber?.Value),
        ("StudyDescription", (state, _) => state.StudyDescription?.Value),
        ("SeriesInstanceUID", (state, _) => state.SeriesUid.Value),
        ("Modality", (state, _) => state.Modality?.Value),
        ("SeriesNumber", (state, _) => state.SeriesNumber?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ("SeriesDescription", (state, _) => state.SeriesDescription?.Value),
        ("InstanceNumber", (_, image) => image.InstanceNumber?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ("Rows", (_, image) => image.Width?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ("Columns", (_, image) => image.Columns?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
    ];

    [Fact]
    public async Task Every_storable_file_is_stored_byte_for_byte_and_indexed_as_the_oracle_says()
    {
        Dictionary<string, IReadOnlyDictionary<string, string>> oracle = SharedFiles.ReadTable("dicom/oracle-tags.tsv")
            .Where(row => row["SOPInstanceUID"].Length > 0) // one file's row is empty: the oracle's tool read nothing of it
            .ToDictionary(row => row["file"], StringComparer.Ordinal);
        List<string> wrong = [];
        int stored = 0;
        foreach (CorpusFile file in Corpus.Storable())
        {
            // A server of its own: many files of the corpus share their UIDs.
            await using TestServer server = await TestServer.StartAsync(scp => scp.AcceptUnknownSopClasses = true);
            DimseResponse response = await SendAsync(server, file);
            string instance = file.Instance.Value;
            Expect(wrong, file, response.Status == DimseStatus.Success, $"was answered with {response.Status} {response.ErrorComment}");
            if (server.FileOf(instance) is not { } path)
            {
                wrong.Add($"{file.Name} is not in the store");
                continue;
            }

            Expect(wrong, file, Corpus.DataSetOf(path).SequenceEqual(file.DataSet), "has other bytes than were sent");
            await CompareRowsAsync(wrong, server.Server.Engine.Database, file, oracle.GetValueOrDefault(file.Name));
            stored++;
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
        Assert.True(stored >= 190, $"only {stored} files were stored");
    }

    private static async Task<DimseResponse> SendAsync(TestServer server, CorpusFile file)
    {
        DicomAssociationOptions options = new() { CallingAe = AeTitle.Parse("TEST"), CalledAe = AeTitle.Parse("STORE-SCP") };
        options.AddContext(file.SopClass, file.TransferSyntax);
        await using DicomAssociation association = await DicomClient.ConnectAsync("127.0.0.1", server.Server.Scp.EndPoint!.Port, options);
        using DicomStoreSource source = DicomStoreSource.FromMemory(file.DataSet, file.SopClass, file.Instance, file.TransferSyntax);
        DimseResponse response = await association.StoreAsync(source);
        await association.ReleaseAsync();
        return response;
    }

    private static async Task CompareRowsAsync(List<string> wrong, IDbProvider database, CorpusFile file, IReadOnlyDictionary<string, string>? row)
    {
        if (row is null)
            return;

        // The server is this file's own: the one object in it is the file.
        QueryPage<DicomImageMeta> images = await database.QueryInstancesAsync(new MetaQuery { TenantId = TenantId.Fallback }, CancellationToken.None);
        DicomImageMeta image = images.Items.Single();
        DicomStateMeta state = (await database.GetStateMetasAsync(TenantId.Fallback, image.StudyUid, CancellationToken.None)).Single();
        Expect(wrong, file, state.SeriesRelatedInstances == 1, $"counts {state.SeriesRelatedInstances} instances in its series");
        Expect(wrong, file, image.TransferSyntaxUid == file.TransferSyntax, "is indexed with another transfer syntax");
        foreach ((string column, Func<DicomStateMeta, DicomImageMeta, string?> value) in s_columns)
        {
            string expected = row[column] == "<absent>" ? string.Empty : row[column];
            string actual = value(state, image) ?? string.Empty;
            Expect(wrong, file, OracleDifferences.AreEqual(column, expected, actual), $"{column}: oracle '{expected}', row '{actual}'");
        }
    }

    private static void Expect(List<string> wrong, CorpusFile file, bool holds, string otherwise)
    {
        if (!holds)
            wrong.Add($"{file.Name} {otherwise}");
    }
}
