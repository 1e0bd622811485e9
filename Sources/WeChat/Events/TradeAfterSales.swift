extension PushCatalogue {
    /// What comes after a sale in WeChat's trade component: returns, disputes and money.
    static let tradeAfterSales: [any PushType.Type] = [
        AfterSaleRequest.self, AfterSaleUpdate.self, TradeComplaint.self, FundsOrderPaid.self,
        FundsOrderRefunded.self, FundsProfitShared.self, FundsWithdrawal.self,
    ]
}

/// A user wants his money back or other goods (售后).
public struct AfterSaleRequest: Notice {
    public static let kinds: [Kind] = .events("aftersale_new_order")
    public static let example = """
        <aftersale_info><out_order_id>o-1</out_order_id><order_id>3705115058471208928</order_id>\
        <aftersale_id>32457643123</aftersale_id></aftersale_info>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The shop's id for the order.
    public var outOrderID: String { info.trimmed("out_order_id") }
    /// WeChat's id for it, a number of up to 64 bits.
    public var orderID: String { info.trimmed("order_id") }
    /// WeChat's id for the user's request, the same.
    public var afterSaleID: String { info.trimmed("aftersale_id") }

    private var info: Fields { fields.inside("aftersale_info") }
}

/// A user's request has got on, or a time for it has passed: `kind` tells how.
public struct AfterSaleUpdate: Notice {
    public static let kinds: [Kind] = .events(
        "aftersale_refund_success", "aftersale_update_order", "aftersale_user_cancel",
        "aftersale_user_modify_return_info", "aftersale_user_confirm_refund_certificate",
        "aftersale_wait_merchant_confirm_receipt", "aftersale_wait_merchant_offline_refund",
        "aftersale_merchant_handle_refund_overdue", "aftersale_merchant_handle_return_overdue",
        "aftersale_merchant_confirm_receipt_overdue", "aftersale_user_upload_return_info_overdue",
        "aftersale_user_apply_platform_judge_overdue", "aftersale_complaint_update_order_state")
    public static let example = """
        <aftersale_info><out_aftersale_id>oa-1</out_aftersale_id><aftersale_id>32457643123</aftersale_id>\
        </aftersale_info>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The shop's id for the request; nil where it has given none.
    public var outAfterSaleID: String? { info.nonEmpty("out_aftersale_id") }
    /// WeChat's id for it, a number of up to 64 bits.
    public var afterSaleID: String { info.trimmed("aftersale_id") }

    private var info: Fields { fields.inside("aftersale_info") }
}

/// A dispute between a user and the shop has got on (纠纷).
public struct TradeComplaint: Notice {
    public static let kinds: [Kind] = .events("complaint_notify")
    public static let example = """
        <complaint_info><complaint_order_id>123456789012</complaint_order_id><state>1</state><event>2</event>\
        </complaint_info>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The id of the dispute, a number of up to 64 bits.
    public var complaintID: String { info?.trimmed("complaint_order_id") ?? "" }
    /// Where it is, a number that WeChat's page does not explain.
    public var state: Int? { info?.integer("state") }
    /// What has happened, the same.
    public var action: Int? { info?.integer("event") }

    // Without it, `event` would be found in the push's own `Event`.
    private var info: Fields? { fields.object("complaint_info") }
}

/// An order is paid through the shop's account with WeChat (小程序资金).
public struct FundsOrderPaid: Notice {
    public static let kinds: [Kind] = .events("funds_order_pay")
    public static let example = """
        <order_info><trade_no>t-1</trade_no><transaction_id>4200002175202404265317904862</transaction_id>\
        <pay_time>2024-04-26 10:00:00</pay_time></order_info>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The shop's id for the order.
    public var tradeID: String { info.trimmed("trade_no") }
    /// The WeChat Pay transaction.
    public var transactionID: String { info.trimmed("transaction_id") }
    /// When, `2024-04-26 10:00:00` in China.
    public var payTime: String { info.trimmed("pay_time") }

    private var info: Fields { fields.inside("order_info") }
}

/// An order is refunded from the shop's account with WeChat, or could not be.
public struct FundsOrderRefunded: Notice {
    public static let kinds: [Kind] = .events("funds_order_refund")
    public static let example = """
        <order_info><refund_no>r-1</refund_no><status>SUCCESS</status><success_time>2024-04-26 10:00:00</success_time>\
        </order_info>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The shop's id for the refund.
    public var refundID: String { info.trimmed("refund_no") }
    /// What became of it.
    public var status: String { info.trimmed("status") }
    /// When, `2024-04-26 10:00:00` in China.
    public var successTime: String { info.trimmed("success_time") }

    private var info: Fields { fields.inside("order_info") }
}

/// A part of an order's money has gone to somebody else (分账), or could not.
public struct FundsProfitShared: Notice {
    public static let kinds: [Kind] = .events("funds_order_profitsharing")
    public static let example = """
        <order_info><profit_sharing_no>ps-1</profit_sharing_no><amount>100</amount><result>SUCCESS</result>\
        <finish_time>2024-04-26 10:00:00</finish_time></order_info>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The shop's id for it.
    public var profitSharingID: String { info.trimmed("profit_sharing_no") }
    /// How much, in 分.
    public var amount: Int? { info.integer("amount") }
    /// What became of it.
    public var result: String { info.trimmed("result") }
    /// When, `2024-04-26 10:00:00` in China.
    public var finishTime: String { info.trimmed("finish_time") }

    private var info: Fields { fields.inside("order_info") }
}

/// The shop's withdrawal from its account with WeChat has got on (提现).
public struct FundsWithdrawal: Notice {
    public static let kinds: [Kind] = .events("withdraw_notify")
    public static let example = """
        <withdraw_info><out_request_no>w-1</out_request_no><event>1</event></withdraw_info>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The shop's id for the withdrawal.
    public var requestID: String { fields.object("withdraw_info")?.trimmed("out_request_no") ?? "" }
    /// What has happened, a number.
    public var action: Int? { fields.object("withdraw_info")?.integer("event") }
}
