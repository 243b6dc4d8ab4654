namespace Dicom.Storage.Network.Tests;

public sealed class UlTableTests
{
    // PS3.8 table 9-10 as it is printed: a row an event, a column a state (Sta1 to Sta13), "-" an empty cell, "action>state" otherwise.
    private static readonly string[] s_table9_10 =
    [
        "Evt1  | AE1>4 | -     | -     | -     | -     | -     | -       | -     | -     | -       | -     | -     | -",
        "Evt2  | -     | -     | -     | AE2>5 | -     | -     | -       | -     | -     | -       | -     | -     | -",
        "Evt3  | -     | AA1>13| AA8>13| -     | AE3>6 | AA8>13| AA8>13  | AA8>13| AA8>13| AA8>13  | AA8>13| AA8>13| AA6>13",
        "Evt4  | -     | AA1>13| AA8>13| -     | AE4>1 | AA8>13| AA8>13  | AA8>13| AA8>13| AA8>13  | AA8>13| AA8>13| AA6>13",
        "Evt5  | AE5>2 | -     | -     | -     | -     | -     | -       | -     | -     | -       | -     | -     | -",
        "Evt6  | -     |AE6>3/13| AA8>13| -    | AA8>13| AA8>13| AA8>13  | AA8>13| AA8>13| AA8>13  | AA8>13| AA8>13| AA7>13",
        "Evt7  | -     | -     | AE7>6 | -     | -     | -     | -       | -     | -     | -       | -     | -     | -",
        "Evt8  | -     | -     | AE8>13| -     | -     | -     | -       | -     | -     | -       | -     | -     | -",
        "Evt9  | -     | -     | -     | -     | -     | DT1>6 | -       | AR7>8 | -     | -       | -     | -     | -",
        "Evt10 | -     | AA1>13| AA8>13| -     | AA8>13| DT2>6 | AR6>7   | AA8>13| AA8>13| AA8>13  | AA8>13| AA8>13| AA6>13",
        "Evt11 | -     | -     | -     | -     | -     | AR1>7 | -       | -     | -     | -       | -     | -     | -",
        "Evt12 | -     | AA1>13| AA8>13| -     | AA8>13| AR2>8 | AR8>9/10| AA8>13| AA8>13| AA8>13  | AA8>13| AA8>13| AA6>13",
        "Evt13 | -     | AA1>13| AA8>13| -     | AA8>13| AA8>13| AR3>1   | AA8>13| AA8>13| AR10>12 | AR3>1 | AA8>13| AA6>13",
        "Evt14 | -     | -     | -     | -     | -     | -     | -       | AR4>13| AR9>11| -       | -     | AR4>13| -",
        "Evt15 | -     | -     | AA1>13| AA2>1 | AA1>13| AA1>13| AA1>13  | AA1>13| AA1>13| AA1>13  | AA1>13| AA1>13| -",
        "Evt16 | -     | AA2>1 | AA3>1 | -     | AA3>1 | AA3>1 | AA3>1   | AA3>1 | AA3>1 | AA3>1   | AA3>1 | AA3>1 | AA2>1",
        "Evt17 | -     | AA5>1 | AA4>1 | AA4>1 | AA4>1 | AA4>1 | AA4>1   | AA4>1 | AA4>1 | AA4>1   | AA4>1 | AA4>1 | AR5>1",
        "Evt18 | -     | AA2>1 | -     | -     | -     | -     | -       | -     | -     | -       | -     | -     | AA2>1",
        "Evt19 | -     | AA1>13| AA8>13| -     | AA8>13| AA8>13| AA8>13  | AA8>13| AA8>13| AA8>13  | AA8>13| AA8>13| AA7>13",
    ];

    [Fact]
    public void Every_cell_is_that_of_the_standard()
    {
        int filled = 0;
        for (int row = 0; row < s_table9_10.Length; row++)
        {
            string[] cells = [.. s_table9_10[row].Split('|').Skip(1).Select(c => c.Trim())];
            Assert.Equal(13, cells.Length);
            for (int column = 0; column < cells.Length; column++)
            {
                bool isThere = UlTable.TryGet((UlState)(column + 1), (UlEvent)(row + 1), out UlCell cell);

                Assert.Equal(cells[column], isThere ? Print(cell) : "-");
                filled += isThere ? 1 : 0;
            }
        }

        Assert.Equal(filled, UlTable.Cells.Count);
        Assert.Equal(s_table9_10.Length, Enum.GetValues<UlEvent>().Length);
        Assert.Equal(13, Enum.GetValues<UlState>().Length);
    }

    [Fact]
    public void An_empty_cell_is_a_mistake_of_the_caller_and_moves_nothing()
    {
        UlMachine machine = new();

        Assert.Throws<InvalidOperationException>(() => machine.Apply(UlEvent.DataReceived));
        Assert.Equal(UlState.Sta1Idle, machine.State);
        Assert.Equal(UlAction.None, machine.Peek(UlEvent.DataReceived));
    }

    [Fact]
    public void A_rejected_request_and_an_acceptors_release_collision_take_the_second_state()
    {
        UlMachine rejecting = Moved(UlEvent.TransportIndicated);
        Assert.Equal(UlAction.AE6JudgeRequest, rejecting.Apply(UlEvent.AssociateRequestReceived, otherwise: true));
        Assert.Equal(UlState.Sta13AwaitingClose, rejecting.State);

        UlMachine acceptor = Moved(UlEvent.TransportIndicated, UlEvent.AssociateRequestReceived, UlEvent.AssociateResponseAccept, UlEvent.ReleaseRequest);
        Assert.Equal(UlAction.AR8IndicateCollision, acceptor.Apply(UlEvent.ReleaseRequestReceived, otherwise: true));
        Assert.Equal(UlState.Sta10CollisionAcceptorAwaitingReply, acceptor.State);
        Assert.Equal(UlAction.AR10ConfirmRelease, acceptor.Apply(UlEvent.ReleaseReplyReceived));
        Assert.Equal(UlAction.AR4SendReleaseReply, acceptor.Apply(UlEvent.ReleaseResponse));
        Assert.Equal(UlState.Sta13AwaitingClose, acceptor.State);
    }

    private static UlMachine Moved(params UlEvent[] events)
    {
        UlMachine machine = new();
        foreach (UlEvent step in events)
            machine.Apply(step);
        return machine;
    }

    /// <summary>AR8IndicateCollision with its states becomes AR8>9/10.</summary>
    private static string Print(UlCell cell)
    {
        string action = cell.Action.ToString();
        int digits = 2;
        while (char.IsAsciiDigit(action[digits]))
            digits++;
        string otherwise = cell.Otherwise == default ? string.Empty : $"/{(int)cell.Otherwise}";
        return $"{action[..digits]}>{(int)cell.Next}{otherwise}";
    }
}
