namespace Dicom.Storage.Network;

/// <summary>One cell of PS3.8 table 9-10.</summary>
/// <param name="Action">What is done.</param>
/// <param name="Next">The state afterwards.</param>
/// <param name="Otherwise">
/// The second state of the two cells that have one: AE-6 when the request is not acceptable, AR-8 when the acceptor of the association meets the collision.
/// </param>
internal readonly record struct UlCell(UlAction Action, UlState Next, UlState Otherwise = default);
