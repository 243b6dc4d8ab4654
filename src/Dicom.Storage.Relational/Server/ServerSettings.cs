using Dicom.Storage.Core;
using Microsoft.Extensions.Logging;

namespace Dicom.Storage.Relational;

/// <summary>Refuses servers that do not keep what they acknowledge.</summary>
internal static class ServerSettings
{
    /// <exception cref="DicomStorageException">A setting is not safe, and none may be unsafe.</exception>
    public static async Task CheckAsync(
        ServerPlatform platform, ServerSession session, bool allowWeak, ILogger logger, CancellationToken cancellationToken)
    {
        IReadOnlyList<KeyValuePair<string, string>> rows = await session.QueryAsync(
            platform.Statements.Settings,
            [],
            static row => new KeyValuePair<string, string>(row.Text() ?? string.Empty, row.Text() ?? string.Empty),
            cancellationToken).ConfigureAwait(false);
        Dictionary<string, string> values = new(rows, StringComparer.Ordinal);
        foreach (ServerSetting setting in platform.RequiredSettings)
        {
            // A setting that a server's version does not have cannot be set wrongly.
            if (!values.TryGetValue(setting.Name, out string? value) || setting.IsSafe(value, values))
                continue;

            string fault = $"{platform.Name} does not keep what it acknowledges: {setting.Name} is '{value}' and must be {setting.Wanted}.";
            if (!allowWeak)
            {
                throw new DicomStorageException(
                    StorageErrorKind.DatabaseError, $"{fault} Change the server's setting; or, for a trial, set the option {nameof(ServerDbOptions.AllowWeakDurability)}.");
            }

            RelationalLog.WeakDurability(logger, fault);
        }
    }
}
