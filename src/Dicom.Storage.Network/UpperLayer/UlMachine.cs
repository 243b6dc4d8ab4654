namespace Dicom.Storage.Network;

/// <summary>The state of one association, moved by <see cref="UlTable"/> and by nothing else.</summary>
internal sealed class UlMachine
{
    /// <summary>Gets the state.</summary>
    public UlState State { get; private set; } = UlState.Sta1Idle;

    /// <summary>Gets the action that an event would cause now, without moving.</summary>
    public UlAction Peek(UlEvent ulEvent) => UlTable.TryGet(State, ulEvent, out UlCell cell) ? cell.Action : UlAction.None;

    /// <summary>Moves to the state that the table says.</summary>
    /// <param name="ulEvent">What happened.</param>
    /// <param name="otherwise">Takes the cell's second state, where it has one.</param>
    /// <returns>The action to perform.</returns>
    /// <exception cref="InvalidOperationException">The cell is empty: the caller's mistake, never the peer's.</exception>
    public UlAction Apply(UlEvent ulEvent, bool otherwise = false)
    {
        if (!UlTable.TryGet(State, ulEvent, out UlCell cell))
            throw new InvalidOperationException($"{ulEvent} cannot come in {State} (PS3.8 table 9-10).");

        State = otherwise && cell.Otherwise != default ? cell.Otherwise : cell.Next;
        return cell.Action;
    }
}
