using System.Collections.Concurrent;
using System.Data.Common;
using System.Security.Cryptography;
using Dicom.Storage.Testing;
using Microsoft.Data.Sqlite;

namespace Dicom.Storage.Reliability.Tests;

/// <summary>
/// What was sent and what was acknowledged, kept outside the server, and the check of a server's disk against it. It reads the
/// files and the database by itself, with nothing of the server's code.
/// </summary>
/// <param name="content">What of a data set must stay the same; all of it by default.</param>
internal sealed class History(Func<byte[], byte[]>? content = null)
{
    private const string Marker = ".dicom-storage"; // says whose the directory is

    private readonly ConcurrentDictionary<string, SyntheticObject> _sent = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _acknowledged = new(StringComparer.Ordinal);

    /// <summary>Gets how many objects were acknowledged with success.</summary>
    public int Acknowledged => _acknowledged.Count;

    public void Sent(SyntheticObject sent) => _sent[sent.SopUid] = sent;

    public void Acknowledge(SyntheticObject sent) => _acknowledged[sent.SopUid] = DigestOf(sent.DataSet);

    /// <summary>Finds everything that breaks a promise; an empty list is what must be.</summary>
    /// <param name="root">The storage root of a server that is drained and stopped.</param>
    public List<string> Violations(string root)
    {
        using SqliteConnection index = new($"Data Source={Path.Combine(root, "index.db")};Mode=ReadOnly;Pooling=False");
        return Violations(root, index);
    }

    /// <summary>
    /// Finds files in the store that neither the index nor the journal names, rows that name no file, and whether fewer instances than objects are there: what must be
    /// right also where what was sent is not what is stored.
    /// </summary>
    /// <param name="root">The storage root of a server that is drained and stopped.</param>
    public List<string> Unnamed(string root)
    {
        using SqliteConnection index = new($"Data Source={Path.Combine(root, "index.db")};Mode=ReadOnly;Pooling=False");
        index.Open();
        string objects = Path.Combine(root, "objects");
        HashSet<string> files = [.. Directory.EnumerateFiles(objects, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(objects, file)).Where(static file => file != Marker)];
        HashSet<string> receipts = [.. Column(index, "SELECT file_path FROM dicom_object_meta")];
        HashSet<string> images = [.. Column(index, "SELECT sop_uid FROM dicom_image_meta")];
        List<string> violations = [];
        violations.AddRange(files.Except(receipts).Select(static file => $"{file} has no receipt"));
        violations.AddRange(receipts.Except(files).Select(static file => $"{file} has a receipt and is not there"));
        violations.AddRange(files.Where(file => !images.Contains(Path.GetFileNameWithoutExtension(file))).Select(static file => $"{file} is not indexed"));
        if (files.Count < Acknowledged)
            violations.Add($"{Acknowledged} objects were acknowledged, {files.Count} are there");
        return violations;
    }

    private static IEnumerable<string> Column(DbConnection connection, string query)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = query;
        using DbDataReader reader = command.ExecuteReader();
        while (reader.Read())
            yield return reader.GetString(0);
    }

    /// <inheritdoc cref="Violations(string)"/>
    /// <param name="index">The way to the index.</param>
    public List<string> Violations(string root, DbConnection index)
    {
        List<string> violations = [];
        Dictionary<string, string> stored = StoredObjects(Path.Combine(root, "objects"), violations);
        foreach ((string uid, string digest) in _acknowledged)
        {
            if (!stored.TryGetValue(uid, out string? found))
                violations.Add($"acknowledged object {uid} is not in the store");
            else if (found != digest)
                violations.Add($"acknowledged object {uid} has other bytes");
        }

        foreach ((string uid, string digest) in stored)
        {
            if (!_sent.TryGetValue(uid, out SyntheticObject? sent) || DigestOf(sent.DataSet) != digest)
                violations.Add($"object {uid} in the store is not what was sent");
        }

        CheckIndex(index, stored, violations);
        foreach (string left in Directory.GetFiles(Path.Combine(root, "spool"), "*.*", SearchOption.AllDirectories))
        {
            if (!left.EndsWith(".lock", StringComparison.Ordinal) && Path.GetFileName(left) != Marker)
                violations.Add($"left in the spool: {Path.GetFileName(left)}");
        }

        return violations;
    }

    // UID of the file's name to digest of its data set; two files of one UID are a violation of "one effect".
    private Dictionary<string, string> StoredObjects(string objects, List<string> violations)
    {
        Dictionary<string, string> stored = new(StringComparer.Ordinal);
        foreach (string file in Directory.EnumerateFiles(objects, "*", SearchOption.AllDirectories))
        {
            string name = Path.GetFileName(file);
            if (name == Marker)
                continue;
            if (!name.EndsWith(".dcm", StringComparison.Ordinal))
            {
                violations.Add($"unfinished file in the store: {name}");
                continue;
            }

            byte[] bytes = File.ReadAllBytes(file);
            if (bytes.Length < 144 || !bytes.AsSpan(128, 4).SequenceEqual("DICM"u8))
            {
                violations.Add($"{name} is no Part 10 file");
                continue;
            }

            // (0002,0000) UL 4: the length of the file meta elements that follow it (PS3.10 7.1)
            int dataSet = 144 + BitConverter.ToInt32(bytes, 140);
            string digest = dataSet <= bytes.Length ? DigestOf(bytes[dataSet..]) : "cut";
            stored[name[..^4]] = digest;
        }

        return stored;
    }

    private string DigestOf(byte[] dataSet) => Convert.ToHexString(SHA256.HashData(content is null ? dataSet : content(dataSet)));

    private static void CheckIndex(DbConnection connection, Dictionary<string, string> stored, List<string> violations)
    {
        connection.Open();
        Dictionary<string, int> rows = new(StringComparer.Ordinal);
        using (DbCommand command = connection.CreateCommand())
        {
            command.CommandText = "SELECT sop_uid FROM dicom_image_meta";
            using DbDataReader reader = command.ExecuteReader();
            while (reader.Read())
                rows[reader.GetString(0)] = rows.GetValueOrDefault(reader.GetString(0)) + 1;
        }

        violations.AddRange(stored.Keys.Where(uid => !rows.ContainsKey(uid)).Select(uid => $"object {uid} is not indexed"));
        violations.AddRange(rows.Keys.Where(uid => !stored.ContainsKey(uid)).Select(uid => $"row {uid} has no object"));
        violations.AddRange(rows.Where(row => row.Value > 1).Select(row => $"object {row.Key} is indexed {row.Value} times"));

        using DbCommand counts = connection.CreateCommand();
        counts.CommandText = """
            SELECT s.series_uid, s.series_related_instances, (SELECT COUNT(*) FROM dicom_image_meta i
                WHERE i.tenant_id = s.tenant_id AND i.study_uid = s.study_uid AND i.series_uid = s.series_uid)
            FROM dicom_state_meta s
            """;
        using DbDataReader series = counts.ExecuteReader();
        while (series.Read())
        {
            if (series.GetInt64(1) != series.GetInt64(2))
                violations.Add($"series {series.GetString(0)} counts {series.GetInt64(1)} instances, has {series.GetInt64(2)}");
        }
    }
}
